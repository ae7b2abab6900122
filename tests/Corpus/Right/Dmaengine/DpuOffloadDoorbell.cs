using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A data processing unit: work requests in DMA memory, payloads shared beside, a doorbell register. Registers go through MmioRegion, the
// payload ends after its completion or after the unit was halted.
public sealed unsafe class DpuOffload<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint Doorbell = 0x40;
    private const nuint Halt = 0x48;
    private readonly MmioRegion _registers;
    private readonly Dma<THal> _work;
    private bool _halted;

    public DpuOffload(PhysAddr bar)
    {
        _registers = MmioRegion.Map<THal>(bar, 0x1000);
        _work = new Dma<THal>(1, Both);
    }

    public bool Process(DmaBuffer payload, int timeout)
    {
        if (_halted)
        {
            return false;
        }

        var shared = new Shared<THal>(payload, Both);
        Descriptor* request = _work.Pointer<Descriptor>(0);
        request->Address = shared.Paddr.Value;
        request->Length = (uint)payload.Length;
        Volatile.Write(ref request->Flags, (ushort)1);
        _registers.Write32(Doorbell, 1);

        Deadline deadline = Deadline.In(timeout);
        while (Volatile.Read(ref request->Flags) != 0)
        {
            if (deadline.Expired)
            {
                _registers.Write32(Halt, 1);
                _halted = true;
                break;
            }
        }

        bool done = !_halted;
        shared.Unshare();
        return done;
    }

    public void Dispose()
    {
        _registers.Write32(Halt, 1);
        _halted = true;
        _work.Dispose();
    }
}
