/** A stable id. Absorbed and empty persons remember whom they held last, so that the id can come back. */
export interface Person {
  readonly id: string;
  readonly createdStep: number;
  /** Number of the record the id was made for. */
  readonly foundingRecord: number;
  status: 'active' | 'absorbed' | 'empty';
  mergedInto: string | null;
  version: number;
  changedStep: number;
  /** Records linked to it now. */
  recordCount: number;
}
