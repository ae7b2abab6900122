using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (fnic): the return for a full work queue leaves the frame mapped.
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
        PhysAddr paddr = THal.Share(data, BufferDirection.DriverToDevice); //! HAL1002
        if (copyQueue.Free < 2)
        {
            _busy++;
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
