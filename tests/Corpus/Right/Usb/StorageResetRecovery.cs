using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Bulk-only storage: command, data, status, and the recovery when one of the three stalls. The wrappers are DMA memory; the data phase
// is shared for just that phase, recovery comes when it is over.
public sealed unsafe class BulkOnly<THal>(Device pipe) : IDisposable
    where THal : struct, IHal
{
    private enum Outcome
    {
        Good,
        Failed,
        PhaseError,
    }

    private const uint CommandSignature = 0x43425355;
    private const uint StatusSignature = 0x53425355;

    private readonly Dma<THal> _wrappers = new(1, Both);
    private uint _tag;

    public bool Read(byte opcode, DmaBuffer data)
    {
        uint* command = _wrappers.Pointer<uint>(0);
        command[0] = CommandSignature;
        command[1] = ++_tag;
        command[2] = (uint)data.Length;
        *_wrappers.Vaddr(15) = opcode;
        Outcome outcome = Move(_wrappers.PaddrAt(0), 31) ? DataAndStatus(data) : Outcome.PhaseError;
        switch (outcome)
        {
            case Outcome.Good:
                return true;
            case Outcome.Failed:
                return false;
            default:
                pipe.Reset();
                return false;
        }
    }

    public void Dispose() => _wrappers.Dispose();

    private Outcome DataAndStatus(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver);
        bool moved = Move(address, data.Length);
        THal.Unshare(address, data, DeviceToDriver);
        if (!moved || !Move(_wrappers.PaddrAt(512), 13))
        {
            return Outcome.PhaseError;
        }

        uint* status = _wrappers.Pointer<uint>(512);
        if (status[0] != StatusSignature || status[1] != _tag)
        {
            return Outcome.PhaseError;
        }

        return *_wrappers.Vaddr(512 + 12) == 0 ? Outcome.Good : Outcome.Failed;
    }

    private bool Move(PhysAddr address, int length)
    {
        if (!pipe.Submit(address, length))
        {
            return false;
        }

        if (pipe.Wait(5000))
        {
            return true;
        }

        pipe.Reset();
        return false;
    }
}
