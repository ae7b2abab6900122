using System.Runtime.InteropServices;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A completion ring with a phase bit in coherent memory; the entry is read after its phase has been seen.
public sealed unsafe class PhaseRing<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Completion
    {
        public uint Result;
        public uint Reserved;
        public ushort SqHead;
        public ushort SqId;
        public ushort CommandId;
        public ushort StatusAndPhase;
    }

    private readonly Dma<THal> _memory = new(HalConstants.PagesFor(256 * 16), Both);
    private readonly MmioRegion _doorbell;
    private ushort _head;
    private ushort _phase = 1;

    public PhaseRing(MmioRegion registers, NvmeQueue queue)
    {
        _doorbell = registers.Slice(0x1000, 8);
        queue.SetBase(_memory.Paddr, _memory.Paddr);
    }

    public bool TryReap(out ushort command, out int status)
    {
        Completion* entry = _memory.Pointer<Completion>((nuint)_head * (nuint)sizeof(Completion));
        ushort tail = Volatile.Read(ref entry->StatusAndPhase);
        if ((tail & 1) != _phase)
        {
            (command, status) = (0, 0);
            return false;
        }

        (command, status) = (entry->CommandId, tail >> 1);
        if (++_head == 256)
        {
            _head = 0;
            _phase ^= 1;
        }

        _doorbell.Write32(4, _head);
        return true;
    }

    public void Dispose() => _memory.Dispose();
}
