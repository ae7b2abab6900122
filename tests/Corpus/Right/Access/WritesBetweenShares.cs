using Devices;
using Hal;

/// <summary>A loop that fills, shares, unshares: the write of the next round comes after the Unshare of the last.</summary>
public sealed class FillLoop<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Play(DmaBuffer period, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < period.Length; i++)
            {
                period[i] = (byte)(round * i);
            }

            PhysAddr at = THal.Share(period, BufferDirection.DriverToDevice);
            _device.Start(at, period.Length);
            _device.Wait(10);
            THal.Unshare(at, period, BufferDirection.DriverToDevice);
        }

        period.AsSpan().Clear();
    }
}
