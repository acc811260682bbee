import type { RunningStack } from '../running-stack.js';
import { openAlertStream, type AlertStream } from './alert-stream.js';
import { setTheScene } from './before.js';
import { Scene } from './scene.js';
import {
  bookingGoesIn,
  caseManagerOpensThePerson,
  clinicianIsAlerted,
  eleventhContact,
  recordsAreOnePerson,
  sheConsents,
  theLoopCloses,
  theReportCountsIt,
} from './steps.js';

/** How the story went: each assertion is counted like a test. */
export interface StoryTold {
  readonly passed: number;
  readonly failed: number;
}

type Step = (scene: Scene, stream: AlertStream) => Promise<void>;
const steps: readonly Step[] = [
  bookingGoesIn,
  recordsAreOnePerson,
  eleventhContact,
  clinicianIsAlerted,
  caseManagerOpensThePerson,
  sheConsents,
  theLoopCloses,
  theReportCountsIt,
];

/** Plays the main job over HTTP on a running stack; a step that throws has failed, and the story ends there. */
export async function playStory(
  stack: RunningStack,
  say: (line: string) => void = console.log,
): Promise<StoryTold> {
  const scene = new Scene(stack, say, new Date());
  let stream: AlertStream | undefined;
  try {
    await setTheScene(scene);
    stream = await openAlertStream(scene, 'cara', 'TREAT');
    for (const step of steps) await step(scene, stream);
  } catch (error) {
    scene.check(`the story goes on: ${whatHappened(error)}`, false);
  } finally {
    stream?.close();
  }
  return scene;
}

/** A fetch that failed says why in its cause alone. */
function whatHappened(error: unknown): string {
  if (!(error instanceof Error)) return 'something else than an error was thrown';
  const { code } = (error.cause ?? {}) as { code?: string };
  return code ? `${error.message} (${code})` : error.message;
}
