using System;
using Devices;
using Hal;

public sealed unsafe class VirtQueueInFlight<THal>(VirtioTransport transport) : IDisposable where THal : struct, IHal
{
    private readonly Dma<THal> _table = new(1, BufferDirection.DriverToDevice);
    private readonly Shared<THal>?[] _inFlight = new Shared<THal>?[64];
    private ushort _free;

    public bool Add(ReadOnlySpan<(DmaBuffer Buffer, bool Writes)> chain, out ushort head)
    {
        head = _free;
        Descriptor* table = _table.Pointer<Descriptor>(0);
        ushort index = head;
        foreach (var (buffer, writes) in chain)
        {
            var shared = new Shared<THal>(buffer, writes ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);
            _inFlight[index] = shared;
            table[index].Address = shared.Paddr.Value;
            table[index].Length = (uint)buffer.Length;
            table[index].Flags = (ushort)(writes ? 2 : 0);
            index = table[index].Next;
        }

        _free = index;
        transport.Notify(0);
        return true;
    }

    public int Complete(ushort head)
    {
        Descriptor* table = _table.Pointer<Descriptor>(0);
        int n = 0;
        ushort index = head;
        while (_inFlight[index] is { } shared)
        {
            _inFlight[index] = null;
            shared.Unshare();
            table[index].Address = 0;
            n++;
            index = table[index].Next;
        }

        return n;
    }

    public void Dispose()
    {
        transport.Reset();
        for (int i = 0; i < _inFlight.Length; i++)
        {
            _inFlight[i]?.Unshare();
            _inFlight[i] = null;
        }

        _table.Dispose();
    }
}
