using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ALSA, ca0132): the loop breaks off and the buffer is freed behind it.
internal sealed class DspLoader<THal>(Device codec)
    where THal : struct, IHal
{
    public int Load(FirmwareFile image)
    {
        if (!image.Verified)
        {
            return -74;
        }

        var bounce = new Dma<THal>(8, DriverToDevice);
        int result = 0;
        for (int chunk = 0; chunk < image.Chunks; chunk++)
        {
            int length = image.LengthOf(chunk);
            if ((nuint)length > bounce.Length)
            {
                result = -27;
                break;
            }

            image.CopyChunk(chunk, bounce.AsSpan()[..length]);
            codec.Program(bounce.Paddr, length);
            codec.Kick();
            if (!codec.Wait(100))
            {
                codec.Reset();
                result = -110;
                break;
            }
        }

        bounce.Dispose();
        return result;
    }
}
