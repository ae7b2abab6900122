using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>The same pipeline with a nullable share as its register, drained after the loop.</summary>
public sealed class BlockStreamer<THal>
    where THal : struct, IHal
{
    private readonly Device _disk = new();

    public int Stream(IEnumerable<DmaBuffer> blocks)
    {
        Shared<THal>? inFlight = null;
        int sent = 0;
        foreach (DmaBuffer block in blocks)
        {
            var next = new Shared<THal>(block, BufferDirection.DriverToDevice);
            _disk.Program(next.Paddr, block.Length);
            _disk.Kick();
            if (inFlight is { } done)
            {
                _disk.Wait(100);
                done.Unshare();
                sent++;
            }

            inFlight = next;
        }

        if (inFlight is not null)
        {
            _disk.Wait(100);
            inFlight.Value.Unshare();
            sent++;
        }

        return sent;
    }
}
