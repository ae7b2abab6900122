using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A still-picture decoder that reads a stream and writes a frame. A status variable carries the outcome to the one place where both
// shares are ended.
internal sealed class JpegDecoder<THal>
    where THal : struct, IHal
{
    private const int Timeout = -110;
    private const int Corrupt = -74;

    private readonly Device _decoder;

    public JpegDecoder(Device decoder) => _decoder = decoder;

    public int Decode(DmaBuffer stream, DmaBuffer frame)
    {
        int status = 0;
        PhysAddr output = default;
        PhysAddr input = THal.Share(stream, DriverToDevice);
        try
        {
            output = THal.Share(frame, DeviceToDriver);
        }
        catch (DmaException)
        {
            status = -12;
        }

        if (status == 0)
        {
            _decoder.WriteRegister(0x08, output.Value);
            status = _decoder.Start(input, stream.Length);
            if (status == 0 && !_decoder.Wait(2000))
            {
                _decoder.Reset();
                status = Timeout;
            }

            if (status == 0 && (_decoder.ReadRegister(0x20) & 1) != 0)
            {
                status = Corrupt;
            }

            THal.Unshare(output, frame, DeviceToDriver);
        }

        THal.Unshare(input, stream, DriverToDevice);
        return status;
    }
}
