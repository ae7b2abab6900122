using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/usb/gadget: mapped by the endpoint's direction, unmapped as if every endpoint sent.
public sealed class UdcEndpointDirection<THal>(Device controller)
    where THal : struct, IHal
{
    public sealed class Endpoint
    {
        public bool IsIn { get; init; }

        public int Number { get; init; }
    }

    public bool StartDma(Endpoint endpoint, DmaBuffer request)
    {
        bool isIn = endpoint.IsIn;
        PhysAddr address = THal.Share(request, isIn ? DriverToDevice : DeviceToDriver);
        controller.Program(address, request.Length);
        controller.WriteRegister(0x1C0, isIn ? 3u : 1u);
        bool done = controller.Wait(500);
        if (!done)
        {
            controller.Reset();
        }

        THal.Unshare(address, request, isIn ? DriverToDevice : DeviceToDriver);
        return done;
    }
}
