import type { AssistAction } from '../assistance/assist-action.ts';
import type { Pictogram } from './view.ts';

/** What the page draws of the dialogue with a supervisor. It knows no rule: a choice is posted as it stands here. */
export interface AssistView {
  /** The button that begins it, or why it cannot begin now; null where nobody may assist here. */
  readonly button: { readonly label: string; readonly free: boolean } | null;
  /** Null while it is closed, or held elsewhere. */
  readonly dialogue: AssistDialogueView | null;
}

export interface AssistDialogueView {
  readonly step: string;
  /** Green is for what is on the disk; no tone is red. */
  readonly tone: 'ask' | 'refused' | 'good';
  readonly picture: Pictogram | null;
  readonly title: string;
  readonly note: string | null;
  readonly secondsLeft: number | null;
  /** What is typed: six digits that are never shown, the symbols of a card, or letters and digits of a text. */
  readonly keys: 'pin' | 'card' | 'text' | null;
  readonly keyWords: { readonly erase: string; readonly space: string };
  /** What the unit knows of a text that is being typed. */
  readonly typed: string;
  readonly choices: readonly AssistChoice[];
  readonly back: string | null;
  readonly close: string;
}

export interface AssistChoice {
  readonly label: string;
  readonly detail: string | null;
  readonly picture: Pictogram | null;
  /** The one that most people want here. */
  readonly strong: boolean;
  readonly action: AssistAction;
}
