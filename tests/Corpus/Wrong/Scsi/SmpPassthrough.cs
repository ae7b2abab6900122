using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (mpt3sas, SMP pass-through): request and response areas of one buffer that overlapped. The area of the response
// begins inside the area of the request, which the device is reading.
public sealed class SmpPassthrough<THal>(Mailbox ioc)
    where THal : struct, IHal
{
    private const uint SmpFunction = 0x1a;
    private const int RequestBytes = 64;
    private const int ResponseOffset = 32;
    private const int ResponseBytes = 64;

    public int Discover(DmaBuffer frame, byte phy)
    {
        if (frame.Length < RequestBytes + ResponseBytes)
        {
            return -22;
        }

        frame[0] = 0x40;
        frame[1] = 0x10;
        frame[9] = phy;
        DmaBuffer request = frame.Slice(0, RequestBytes);
        DmaBuffer response = frame.Slice(ResponseOffset, ResponseBytes);
        PhysAddr input = THal.Share(request, BufferDirection.DriverToDevice);
        PhysAddr output = THal.Share(response, BufferDirection.DeviceToDriver); //! HAL1011
        int status = ioc.Execute(SmpFunction, input, output);
        THal.Unshare(output, response, BufferDirection.DeviceToDriver);
        THal.Unshare(input, request, BufferDirection.DriverToDevice);
        return status == 0 ? response[2] : status;
    }
}
