using System;
using System.Threading;
using Devices;
using Hal;

/// <summary>A descriptor ring in DMA memory is written and read by the driver while the device works on it.</summary>
public sealed unsafe class CoherentRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Size = 64;
    private readonly Dma<THal> _memory = new(1, BufferDirection.Both);
    private readonly Shared<THal>[] _shares = new Shared<THal>[Size];
    private uint _head;
    private uint _tail;

    private Descriptor* Table => _memory.Pointer<Descriptor>(0);

    private ref uint Index => ref *(uint*)_memory.Vaddr(Size * sizeof(Descriptor));

    public void Post(DmaBuffer data)
    {
        uint slot = _head % Size;
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        _shares[slot] = share;
        Table[slot] = new Descriptor { Address = share.Paddr.Value, Length = (uint)data.Length };
        Volatile.Write(ref Index, ++_head);
    }

    public void Reap()
    {
        while (_tail != _head && (Table[_tail % Size].Flags & 0x8000) != 0)
        {
            Table[_tail % Size].Flags = 0;
            _shares[_tail % Size].Unshare();
            _tail++;
        }
    }

    public void Dispose() => _memory.Dispose();
}
