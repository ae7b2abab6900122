using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A command function whose clean-up is a local function called from every exit. Each exit calls it once, with the outcome that it passes
// on.
internal sealed class LocalFunctions<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public LocalFunctions(Device device) => _device = device;

    public int Command(DmaBuffer request, DmaBuffer reply)
    {
        if (request.IsEmpty || reply.IsEmpty)
        {
            return -22;
        }

        PhysAddr requestAddress = THal.Share(request, DriverToDevice);
        PhysAddr replyAddress;
        try
        {
            replyAddress = THal.Share(reply, DeviceToDriver);
        }
        catch (DmaException)
        {
            THal.Unshare(requestAddress, request, DriverToDevice);
            return -12;
        }

        _device.WriteRegister(0, replyAddress.Value);
        if (!_device.Submit(requestAddress, request.Length))
        {
            return End(-11);
        }

        if (!_device.Wait(500))
        {
            _device.Reset();
            return End(-110);
        }

        return End(_device.Status);

        int End(int status)
        {
            THal.Unshare(replyAddress, reply, DeviceToDriver);
            THal.Unshare(requestAddress, request, DriverToDevice);
            return status;
        }
    }
}
