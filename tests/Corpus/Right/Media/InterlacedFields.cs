using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux bttv: a frame comes as two fields, whose lines alternate in one picture. Each field has a buffer and a share of its own,
// and they are woven together after both have ended.
public sealed class FieldGrabber<THal>(Device grabber, int width, int lines)
    where THal : struct, IHal
{
    public bool Grab(PinnedBuffer top, PinnedBuffer bottom, Span<byte> frame)
    {
        if (!GrabField(top.Buffer, 0) || !GrabField(bottom.Buffer, 1))
        {
            return false;
        }

        for (int line = 0; line < lines; line++)
        {
            PinnedBuffer field = (line & 1) == 0 ? top : bottom;
            field.Buffer.AsReadOnlySpan().Slice(line / 2 * width, width).CopyTo(frame[(line * width)..]);
        }

        return true;
    }

    private bool GrabField(DmaBuffer field, uint parity)
    {
        if (field.Length < width * ((lines + 1) / 2))
        {
            return false;
        }

        grabber.WriteRegister(0x114, parity);
        PhysAddr address = THal.Share(field, BufferDirection.DeviceToDriver);
        bool done = false;
        if (grabber.Start(address, field.Length) == 0)
        {
            done = grabber.Wait(40);
            if (!done)
            {
                grabber.Reset();
            }
        }

        THal.Unshare(address, field, BufferDirection.DeviceToDriver);
        return done;
    }
}
