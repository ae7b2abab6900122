using System.Threading;
using Devices;
using Hal;

/// <summary>A split virtqueue's request path: three shares in a chain, completion by used index, shares kept by head.</summary>
public sealed unsafe class VirtioRequests<THal> : System.IDisposable
    where THal : struct, IHal
{
    private const int Size = 16;
    private readonly Dma<THal> _memory = new(1, BufferDirection.Both);
    private readonly Shared<THal>[] _shares = new Shared<THal>[Size];
    private readonly MmioRegion _notify;
    private int _next;
    private ushort _used;

    public VirtioRequests(MmioRegion notify) => _notify = notify;

    private Descriptor* Table => _memory.Pointer<Descriptor>(0);

    private ref ushort UsedIndex => ref *(ushort*)_memory.Vaddr(2050);

    public void Submit(DmaBuffer header, DmaBuffer data, DmaBuffer status, bool write)
    {
        int head = _next;
        Add(header, BufferDirection.DriverToDevice, chained: true);
        Add(data, write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver, chained: true);
        Add(status, BufferDirection.DeviceToDriver, chained: false);
        _notify.Write16(0, (ushort)head);
    }

    private void Add(DmaBuffer part, BufferDirection direction, bool chained)
    {
        int slot = _next++ % Size;
        var share = new Shared<THal>(part, direction);
        _shares[slot] = share;
        Table[slot].Address = share.Paddr.Value;
        Table[slot].Length = (uint)part.Length;
        Table[slot].Flags = (ushort)((chained ? 1 : 0) | (direction == BufferDirection.DriverToDevice ? 0 : 2));
        Table[slot].Next = (ushort)(_next % Size);
    }

    public bool TryComplete()
    {
        if (Volatile.Read(ref UsedIndex) == _used)
        {
            return false;
        }

        int slot = (_used++ * 3) % Size;
        for (int i = 0; i < 3; i++)
        {
            _shares[(slot + i) % Size].Unshare();
            _shares[(slot + i) % Size] = default;
        }

        return true;
    }

    public void Dispose() => _memory.Dispose();
}
