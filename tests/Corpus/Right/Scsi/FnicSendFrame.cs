using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (fnic): the frame is unmapped when the work queue does not take it.
internal sealed class FnicFrames<THal>(Queue copyQueue)
    where THal : struct, IHal
{
    private int _busy;

    public bool SendFrame(Packet frame)
    {
        if (frame.Length == 0)
        {
            frame.Free();
            return false;
        }

        DmaBuffer data = frame.Buffer;
        PhysAddr paddr = THal.Share(data, BufferDirection.DriverToDevice);
        if (copyQueue.Free < 2)
        {
            _busy++;
            THal.Unshare(paddr, data, BufferDirection.DriverToDevice);
            frame.Free();
            return false;
        }

        copyQueue.Add(paddr, data);
        return true;
    }

    public void Complete()
    {
        while (copyQueue.TryPop(out PhysAddr paddr, out DmaBuffer data))
        {
            THal.Unshare(paddr, data, BufferDirection.DriverToDevice);
        }
    }
}
