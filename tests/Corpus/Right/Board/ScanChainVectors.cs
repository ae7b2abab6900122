using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A debug probe shifts vectors through a scan chain: out and in at once, over the same length. Deconstructed pairs of buffer and address
// keep together; both are ended before the result is compared.
public sealed class ScanChain<THal>
    where THal : struct, IHal
{
    private readonly SpiController _probe;

    public ScanChain(SpiController probe) => _probe = probe;

    public bool Verify(DmaBuffer stimulus, DmaBuffer response, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> mask)
    {
        if (!Shift(stimulus, response))
        {
            return false;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (((response[i] ^ expected[i]) & mask[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool Shift(DmaBuffer stimulus, DmaBuffer response)
    {
        (DmaBuffer Buffer, PhysAddr Address) output = (stimulus, THal.Share(stimulus, DriverToDevice));
        try
        {
            (DmaBuffer Buffer, PhysAddr Address) input = (response, THal.Share(response, DeviceToDriver));
            bool done = _probe.Start(output.Address, input.Address, stimulus.Length) == 0;
            if (done && !_probe.WaitIdle(500))
            {
                _probe.Abort();
                done = false;
            }

            THal.Unshare(input.Address, input.Buffer, DeviceToDriver);
            return done;
        }
        finally
        {
            THal.Unshare(output.Address, output.Buffer, DriverToDevice);
        }
    }
}
