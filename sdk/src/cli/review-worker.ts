/** A thread that finds out one thing after the other about a draft, and can be ended at any time. */
import { parentPort } from "node:worker_threads";
import { perform, type Task } from "../protect/alternatives/task.ts";

parentPort?.on("message", async (task: Task) => {
  parentPort?.postMessage(await perform(task), []);
});
