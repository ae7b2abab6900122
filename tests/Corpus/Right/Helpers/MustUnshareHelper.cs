using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A helper returns a live share and says so in its signature; another one ends what it is given. Every caller of the first comes to the
// second, also when the device refuses.
public static class VideoPlanes<THal>
    where THal : struct, IHal
{
    [return: MustUnshare]
    public static PhysAddr Lend(DmaBuffer frame, int plane, int planeBytes) =>
        THal.Share(frame.Slice(plane * planeBytes, planeBytes), DriverToDevice);

    public static void TakeBack([Unshares] PhysAddr address, DmaBuffer frame, int plane, int planeBytes) =>
        THal.Unshare(address, frame.Slice(plane * planeBytes, planeBytes), DriverToDevice);
}

public sealed class TwoPlaneDisplay<THal>
    where THal : struct, IHal
{
    private readonly Device _display;

    public TwoPlaneDisplay(Device display) => _display = display;

    public bool Show(DmaBuffer frame)
    {
        int bytes = frame.Length / 2;
        PhysAddr luma = VideoPlanes<THal>.Lend(frame, 0, bytes);
        try
        {
            PhysAddr chroma = VideoPlanes<THal>.Lend(frame, 1, bytes);
            try
            {
                _display.Program(luma, bytes);
                _display.Program(chroma, bytes);
                _display.Kick();
                bool shown = _display.Wait(20);
                if (!shown)
                {
                    _display.Reset();
                }

                return shown;
            }
            finally
            {
                VideoPlanes<THal>.TakeBack(chroma, frame, 1, bytes);
            }
        }
        finally
        {
            VideoPlanes<THal>.TakeBack(luma, frame, 0, bytes);
        }
    }
}
