using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (accel, ivpu): Retire disposes the memory, and the status in it is read behind the call.
internal sealed unsafe class JobRunner<THal>(Device npu)
    where THal : struct, IHal
{
    private int _retired;

    private void Retire([TransfersOwnership] Dma<THal> job)
    {
        npu.Reset();
        _retired++;
        job.Dispose();
    }

    public int Run(ReadOnlySpan<byte> commands)
    {
        var job = new Dma<THal>(1, Both);
        uint* status = job.Pointer<uint>(2048);
        commands.CopyTo(job.AsSpan()[..2048]);
        npu.Program(job.Paddr, commands.Length);
        npu.Kick();
        npu.Wait(1000);
        Retire(job);
        uint result = *status; //! HAL2008
        return result == 0 ? _retired : -(int)result;
    }
}
