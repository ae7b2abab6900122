using Devices;
using Hal;

/// <summary>A record with the share's three parts; a with-expression makes the record of the retry.</summary>
public sealed class RecordDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private sealed record Attempt(PhysAddr Address, DmaBuffer Buffer, BufferDirection Direction, int Number);

    public bool Send(DmaBuffer data)
    {
        var attempt = new Attempt(THal.Share(data, BufferDirection.DriverToDevice), data, BufferDirection.DriverToDevice, 1);
        try
        {
            while (!_device.Submit(attempt.Address, attempt.Buffer.Length))
            {
                if (attempt.Number == 3)
                {
                    return false;
                }

                attempt = attempt with { Number = attempt.Number + 1 };
            }

            return _device.Wait(10);
        }
        finally
        {
            THal.Unshare(attempt.Address, attempt.Buffer, attempt.Direction);
        }
    }
}
