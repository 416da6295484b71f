/**
 * The questions that can be asked, in SDL. The types of the answers are generated from
 * `schemas/publication`; the fields added to them here need a store to answer.
 */
export const queryType: string = /* GraphQL */ `
  type Query {
    """
    This gateway: what it runs and how much it holds.
    """
    gateway: Gateway!
    """
    Every member of the community, in the order of the trust list.
    """
    members: [Member!]!
    member(id: ID!): Member
    """
    Every metric of the standard whose figures are published, by id.
    """
    metrics: [Metric!]!
    metric(id: ID!): Metric
    """
    The feed, oldest first. At most 100 at once.
    """
    publications(
      first: Int! = 20
      """
      The endCursor of the page before.
      """
      after: String
      member: ID
      metric: ID
      """
      A school year such as 2025/2026.
      """
      period: String
      """
      Only publications that nothing newer replaces.
      """
      currentOnly: Boolean! = false
    ): PublicationConnection!
    publication(digest: ID!): Publication
    """
    Observations of current publications. At most 1000 at once; for everything use /data/<metric>.csv.
    """
    observations(
      metric: ID!
      """
      Only these members; all of them when left out.
      """
      members: [ID!]
      period: String
      """
      Each filter must fit. A table that is not cut by a dimension stands at its total.
      """
      dimensions: [DimensionFilter!]! = []
      first: Int! = 100
      after: String
    ): ObservationConnection!
    """
    One metric of several members, with the verdict on whether they may stand side by side.
    """
    compare(
      metric: ID!
      """
      Two to twenty members, in the order in which they should stand.
      """
      members: [ID!]!
      """
      A school year; without it the newest that all of them have published.
      """
      period: String
      """
      Dimensions to cut by; none for the totals.
      """
      dimensions: [String!]! = []
    ): Comparison!
  }

  """
  Codes that are wanted in one dimension.
  """
  input DimensionFilter {
    """
    Id of the dimension, such as SEX.
    """
    dimension: String!
    """
    Any of these codes; _T is the total.
    """
    in: [String!]!
  }

  """
  What this gateway runs and how much it holds.
  """
  type Gateway {
    """
    Version of the gateway.
    """
    version: String!
    """
    Version of the standard it knows.
    """
    standard: String!
    """
    Grows with every publication; while it stays the same, so do all answers.
    """
    dataVersion: SafeInt!
  }

  """
  Where a page ends.
  """
  type PageInfo {
    hasNextPage: Boolean!
    """
    Give this as after to get the next page; null on an empty page.
    """
    endCursor: String
  }

  """
  A page of the feed.
  """
  type PublicationConnection {
    nodes: [Publication!]!
    pageInfo: PageInfo!
  }

  """
  A page of observations.
  """
  type ObservationConnection {
    nodes: [Observation!]!
    pageInfo: PageInfo!
  }

  extend type Member {
    """
    What the member has published, oldest first. At most 100 at once.
    """
    publications(first: Int! = 20, after: String, metric: ID): PublicationConnection!
  }

  extend type Metric {
    """
    Publications of the metric, oldest first. At most 100 at once.
    """
    publications(first: Int! = 20, after: String, member: ID): PublicationConnection!
  }
`;
