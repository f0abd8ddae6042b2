export const people = {
  async isOffBoarded(_id: string): Promise<boolean> {
    return false;
  },
  async offBoard(_id: string): Promise<void> {},
};
