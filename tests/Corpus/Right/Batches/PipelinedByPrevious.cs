using Devices;
using Hal;

/// <summary>A sound card is fed one period ahead: the previous share ends while the next one is already with the device.</summary>
public sealed class PeriodFeeder<THal>
    where THal : struct, IHal
{
    private readonly Device _card = new();

    public void Play(DmaBuffer[] periods)
    {
        PhysAddr previous = default;
        for (int i = 0; i < periods.Length; i++)
        {
            PhysAddr current = THal.Share(periods[i], BufferDirection.DriverToDevice);
            _card.Program(current, periods[i].Length);
            if (i > 0)
            {
                _card.Wait(20);
                THal.Unshare(previous, periods[i - 1], BufferDirection.DriverToDevice);
            }

            previous = current;
        }

        if (periods.Length > 0)
        {
            _card.Wait(20);
            THal.Unshare(previous, periods[^1], BufferDirection.DriverToDevice);
        }
    }
}
