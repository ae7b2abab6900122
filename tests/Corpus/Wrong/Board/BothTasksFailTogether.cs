using System.Threading.Tasks;
using Hal;
using Devices;

/// <summary>A copy of two parts at a time whose failure answers with both parts shared.</summary>
public sealed class PairCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public async Task<bool> CopyAsync(DmaBuffer first, DmaBuffer second, PhysAddr target)
    {
        var left = new Shared<THal>(first, BufferDirection.DriverToDevice); //! HAL1002
        var right = new Shared<THal>(second, BufferDirection.DriverToDevice); //! HAL1002
        try
        {
            await Task.WhenAll(
                _engine.CopyAsync(left.Paddr, target, first.Length),
                _engine.CopyAsync(right.Paddr, target + (ulong)first.Length, second.Length));
            right.Unshare();
            left.Unshare();
            return true;
        }
        catch (DeviceException)
        {
            _engine.Terminate();
            return false;
        }
    }
}
