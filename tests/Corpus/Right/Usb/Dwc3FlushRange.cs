using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "usb: dwc3: fix dcache flush range calculation": the helper is told the buffer that was mapped.
public sealed class GadgetTransfer<THal>(Device controller)
    where THal : struct, IHal
{
    private const int Remaining = 0x0C;

    public int Receive(DmaBuffer request)
    {
        PhysAddr address = THal.Share(request, BufferDirection.DeviceToDriver);
        controller.Program(address, request.Length);
        controller.Kick();
        if (!controller.Wait(1000))
        {
            controller.Reset();
            Finish(address, request);
            return -110;
        }

        int remaining = (int)controller.ReadRegister(Remaining);
        if (remaining < 0 || remaining >= request.Length)
        {
            Finish(address, request);
            return 0;
        }

        if (remaining == 0)
        {
            Finish(address, request);
            return request.Length;
        }

        Finish(address, request);
        return request.Length - remaining;
    }

    private static void Finish(PhysAddr address, DmaBuffer buffer) =>
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
}
