using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// A sample array that is pinned by a handle, because an old interface hands arrays around. The handle is freed behind the end of the
// share, in a finally, and the array is only read after both.
public sealed unsafe class SampleReader<THal>
    where THal : struct, IHal
{
    private readonly Device _converter;

    public SampleReader(Device converter) => _converter = converter;

    public double Mean(int count)
    {
        var samples = new ushort[count];
        if (count == 0 || !Fill(samples))
        {
            return double.NaN;
        }

        long sum = 0;
        foreach (ushort sample in samples)
        {
            sum += sample;
        }

        return (double)sum / count;
    }

    public bool Fill(ushort[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Length == 0)
        {
            return true;
        }

        GCHandle handle = GCHandle.Alloc(samples, GCHandleType.Pinned);
        try
        {
            var buffer = new DmaBuffer((byte*)handle.AddrOfPinnedObject(), samples.Length * sizeof(ushort));
            PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
            bool filled = _converter.Submit(address, buffer.Length);
            if (filled && !_converter.Wait(100))
            {
                _converter.Reset();
                filled = false;
            }

            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            return filled;
        }
        finally
        {
            handle.Free();
        }
    }
}
