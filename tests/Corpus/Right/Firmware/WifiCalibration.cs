using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux ath11k: calibration data comes from flash or from an older file, and goes to the firmware in segments. The choice of the
// source is made before anything is shared; a segment is the same slice at both ends.
public sealed class CalibrationLoader<THal>
    where THal : struct, IHal
{
    private const int Segment = 4096;

    private readonly Mailbox _target;
    private readonly Func<PinnedBuffer?> _flash;
    private readonly Func<PinnedBuffer?> _file;

    public CalibrationLoader(Mailbox target, Func<PinnedBuffer?> flash, Func<PinnedBuffer?> file)
    {
        _target = target;
        _flash = flash;
        _file = file;
    }

    public int Load()
    {
        using PinnedBuffer? data = _flash() ?? _file();
        if (data is null)
        {
            return -2;
        }

        DmaBuffer whole = data.Buffer;
        for (int offset = 0; offset < whole.Length; offset += Segment)
        {
            DmaBuffer part = whole.Slice(offset, Math.Min(Segment, whole.Length - offset));
            bool last = offset + part.Length == whole.Length;
            int error = Send(part, last);
            if (error < 0)
            {
                return error;
            }
        }

        return 0;
    }

    private int Send(DmaBuffer part, bool last)
    {
        PhysAddr address = THal.Share(part, BufferDirection.DriverToDevice);
        int error = _target.TryPost(last ? 0x51u : 0x50u, address) ? 0 : -16;
        if (error == 0)
        {
            // The firmware has a watchdog of its own: it always answers, late at worst.
            while (!_target.WaitReply(1000))
            {
                Log.Info("the target is slow");
            }
        }

        THal.Unshare(address, part, BufferDirection.DriverToDevice);
        return error;
    }
}
