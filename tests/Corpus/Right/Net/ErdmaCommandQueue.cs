using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (RDMA, erdma): the finally block alone unshares.
internal sealed class CommandQueue<THal>(Mailbox hardware)
    where THal : struct, IHal
{
    public bool TryCreateQueuePair(DmaBuffer context, out int number)
    {
        number = -1;
        PhysAddr address = THal.Share(context, Both);
        try
        {
            int error = hardware.Execute(0x0201, address);
            if (error < 0)
            {
                throw new DeviceException("create_qp failed: " + error);
            }

            number = hardware.Error;
        }
        catch (DeviceException failure)
        {
            Log.Info(failure.Message);
            return false;
        }
        finally
        {
            THal.Unshare(address, context, Both);
        }

        return true;
    }
}
