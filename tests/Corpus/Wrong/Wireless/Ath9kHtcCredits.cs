using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "ath9k_htc: release allocated buffer if timed out": when the target does not confirm the pipe credits in time,
// the message is left shared for ever.
public sealed class HtcTarget<THal>(Device target, PinnedBuffer message)
    where THal : struct, IHal
{
    private const byte ConfigPipe = 5;

    public int Credits { get; private set; }

    public int ConfigurePipeCredits(byte pipe, byte credits)
    {
        DmaBuffer frame = message.Buffer;
        frame[0] = 0;
        frame[1] = ConfigPipe;
        frame[2] = pipe;
        frame[3] = credits;

        PhysAddr address = THal.Share(frame, BufferDirection.DriverToDevice); //! HAL1002
        int status = target.Start(address, 4);
        if (status != 0)
        {
            THal.Unshare(address, frame, BufferDirection.DriverToDevice);
            return status;
        }

        if (!target.Wait(1000))
        {
            Log.Info("HTC credit config timeout");
            target.Reset();
            return -110;
        }

        THal.Unshare(address, frame, BufferDirection.DriverToDevice);
        Credits = credits;
        return 0;
    }
}
