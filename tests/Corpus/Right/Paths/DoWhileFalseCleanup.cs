using Devices;
using Hal;

/// <summary>The do-while-false idiom: break leaves to the common clean-up, which asks the sentinels.</summary>
public sealed class BreakToCleanup<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer head, DmaBuffer body)
    {
        int result = -5;
        PhysAddr headAt = default;
        PhysAddr bodyAt = default;
        do
        {
            if (!_device.Ready)
            {
                break;
            }

            headAt = THal.Share(head, BufferDirection.DriverToDevice);
            if (!_device.Submit(headAt, head.Length))
            {
                break;
            }

            bodyAt = THal.Share(body, BufferDirection.DeviceToDriver);
            if (!_device.Submit(bodyAt, body.Length))
            {
                break;
            }

            result = _device.Wait(10) ? 0 : -110;
        }
        while (false);

        if (bodyAt != default)
        {
            THal.Unshare(bodyAt, body, BufferDirection.DeviceToDriver);
        }

        if (headAt != default)
        {
            THal.Unshare(headAt, head, BufferDirection.DriverToDevice);
        }

        return result;
    }
}
