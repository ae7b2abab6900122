using Devices;
using Hal;

/// <summary>Local functions that share into, program, and unshare captured variables, nested and called in turn.</summary>
public sealed class LocalFunctions<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer head, DmaBuffer body, bool withBody)
    {
        PhysAddr headAt = default, bodyAt = default;
        Open();
        int status = Launch(3);
        Close();
        return status;

        void Open()
        {
            headAt = THal.Share(head, BufferDirection.DriverToDevice);
            if (withBody)
            {
                bodyAt = THal.Share(body, BufferDirection.DeviceToDriver);
            }
        }

        int Launch(int attempts)
        {
            int result = Once();
            return result != 0 && attempts > 0 ? Launch(attempts - 1) : result;

            int Once() => _device.Start(headAt, head.Length) + (withBody ? _device.Start(bodyAt, body.Length) : 0);
        }

        void Close()
        {
            CloseBody();
            THal.Unshare(headAt, head, BufferDirection.DriverToDevice);

            void CloseBody()
            {
                if (withBody)
                {
                    THal.Unshare(bodyAt, body, BufferDirection.DeviceToDriver);
                }
            }
        }
    }
}
