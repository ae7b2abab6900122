using Devices;
using Hal;

/// <summary>A rollback to a mark: helpers grow and shrink one table, the mark says how far back.</summary>
public sealed class MappingStack<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _table = new Shared<THal>[64];
    private int _top;

    public bool MapAll(DmaBuffer[] buffers)
    {
        int mark = _top;
        foreach (DmaBuffer buffer in buffers)
        {
            if (_top == _table.Length)
            {
                Rollback(mark);
                return false;
            }

            _table[_top++] = new Shared<THal>(buffer, BufferDirection.Both);
        }

        return true;
    }

    public void Rollback(int mark)
    {
        while (_top > mark)
        {
            _table[--_top].Unshare();
            _table[_top] = default;
        }
    }
}
