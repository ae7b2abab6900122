using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (ath10k, BMI exchange): a request that stayed mapped when the response could not be mapped. The helper that maps
// both leaves the request shared when it fails for the response.
public sealed class BmiExchange<THal>(Mailbox target, Device copyEngine)
    where THal : struct, IHal
{
    private const int ResponseBytes = 252;

    public int Exchange(uint command, DmaBuffer request, DmaBuffer response)
    {
        int status = Map(request, response, out PhysAddr input, out PhysAddr output);
        if (status != 0)
        {
            return status;
        }

        status = target.Execute(command, input, output);
        if (status == 0 && !target.WaitReply(200))
        {
            copyEngine.Reset();
            status = -110;
        }

        Unmap(request, response, input, output);
        return status;
    }

    private static int Map(DmaBuffer request, DmaBuffer response, out PhysAddr input, out PhysAddr output)
    {
        input = default;
        output = default;
        PhysAddr mapped = THal.Share(request, BufferDirection.DriverToDevice); //! HAL1002
        if (response.Length < ResponseBytes)
        {
            return -22;
        }

        input = mapped;
        output = THal.Share(response, BufferDirection.DeviceToDriver);
        return 0;
    }

    private static void Unmap(DmaBuffer request, DmaBuffer response, PhysAddr input, PhysAddr output)
    {
        THal.Unshare(output, response, BufferDirection.DeviceToDriver);
        THal.Unshare(input, request, BufferDirection.DriverToDevice);
    }
}
