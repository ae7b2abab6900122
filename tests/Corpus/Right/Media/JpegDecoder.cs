using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A decoder: one input, one output, the size of the output known only from the header.</summary>
public sealed class JpegDecoder<THal>(Device engine)
    where THal : struct, IHal
{
    public byte[]? Decode(byte[] jpeg, (int Width, int Height) size)
    {
        if (jpeg.Length == 0 || size.Width <= 0 || size.Height <= 0)
        {
            return null;
        }

        int stride = (size.Width + 15) & ~15;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(stride * size.Height, pinned: true);
        using var input = new PinnedBuffer(jpeg);
        using var output = new PinnedBuffer(pixels);
        var source = new SharedScope<THal>(input.Buffer, DriverToDevice);
        try
        {
            var target = new SharedScope<THal>(output.Buffer, DeviceToDriver);
            try
            {
                engine.WriteRegister(0, source.Paddr.Value);
                engine.WriteRegister(1, target.Paddr.Value);
                engine.WriteRegister(2, (ulong)(uint)stride << 32 | (uint)size.Height);
                engine.Kick();
                if (!engine.Wait(200))
                {
                    engine.Reset();
                    return null;
                }
            }
            finally
            {
                target.Dispose();
            }
        }
        finally
        {
            source.Dispose();
        }

        return pixels;
    }
}
