using System;
using Devices;
using Hal;

namespace Drivers;

// Like a driver's own self-test: a loop-back run through the checked HAL, with the books looked at in the end. Everything is acquired
// and released through the same HAL, and nothing is held when the books are read.
public static class LoopbackSelfTest<THal>
    where THal : struct, IHal
{
    public static bool Run(Device device, Action<string> report)
    {
        bool good = true;
        using (var output = new PinnedBuffer(256))
        using (var input = new PinnedBuffer(256))
        {
            foreach (byte pattern in (ReadOnlySpan<byte>)[0x00, 0xFF, 0x55, 0xAA])
            {
                output.Buffer.AsSpan().Fill(pattern);
                input.Buffer.AsSpan().Fill((byte)~pattern);
                if (!Exchange<Checked<THal>>(device, output.Buffer, input.Buffer))
                {
                    report($"pattern {pattern:x2}: no answer");
                    good = false;
                }
                else if (!input.Buffer.AsReadOnlySpan().SequenceEqual(output.Buffer.AsReadOnlySpan()))
                {
                    report($"pattern {pattern:x2}: other bytes");
                    good = false;
                }
            }
        }

        if (Checked<THal>.LiveShares != 0 || Checked<THal>.Violations != 0)
        {
            report(Checked<THal>.Report());
            good = false;
        }

        return good;
    }

    private static bool Exchange<TAny>(Device device, DmaBuffer output, DmaBuffer input)
        where TAny : struct, IHal
    {
        PhysAddr o = TAny.Share(output, BufferDirection.DriverToDevice);
        PhysAddr i;
        try
        {
            i = TAny.Share(input, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            TAny.Unshare(o, output, BufferDirection.DriverToDevice);
            return false;
        }

        bool done = device.Submit(o, output.Length) && device.Submit(i, input.Length) && device.Wait(100);
        if (!done)
        {
            device.Reset();
        }

        TAny.Unshare(i, input, BufferDirection.DeviceToDriver);
        TAny.Unshare(o, output, BufferDirection.DriverToDevice);
        return done;
    }
}
