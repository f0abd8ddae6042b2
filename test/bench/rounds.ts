/**
 * Rounds in which everybody has a turn, each time another one first: what slows the machine for a while
 * slows all of them.
 *
 * @returns the figures of each, one for each round
 */
export async function inTurns<Contender, Figures>(
  contenders: readonly Contender[],
  rounds: number,
  announce: (round: string) => void,
  turn: (contender: Contender) => Promise<Figures>,
): Promise<Figures[][]> {
  const figures = contenders.map((): Figures[] => []);
  for (let round = 0; round < rounds; round += 1) {
    announce(`round ${round + 1} of ${rounds}`);
    for (let offset = 0; offset < contenders.length; offset += 1) {
      const index = (round + offset) % contenders.length;
      figures[index]?.push(await turn(contenders[index] as Contender));
    }
  }
  return figures;
}
