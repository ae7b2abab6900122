using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux nvme (nvme-fc): the response is unmapped in the finally only.
internal sealed class FcRequest<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    public int Send(byte opcode, DmaBuffer command, DmaBuffer response)
    {
        PhysAddr commandAddress = THal.Share(command, BufferDirection.DriverToDevice);
        PhysAddr responseAddress = THal.Share(response, BufferDirection.DeviceToDriver);
        int id;
        try
        {
            id = queue.Submit(opcode, commandAddress, responseAddress);
            if (id < 0)
            {
                throw new DeviceException("the port does not take the request");
            }

            while (!queue.IsDone(id))
            {
            }
        }
        catch (DeviceException)
        {
            id = -11;
        }
        finally
        {
            THal.Unshare(responseAddress, response, BufferDirection.DeviceToDriver);
            THal.Unshare(commandAddress, command, BufferDirection.DriverToDevice);
        }

        return id;
    }
}
