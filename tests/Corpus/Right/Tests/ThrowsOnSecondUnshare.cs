using Devices;
using Hal;

/// <summary>A test of the checked HAL: the wrong call stands in a lambda that is expected to throw, and the right one follows.</summary>
public sealed class CheckedTests<THal>
    where THal : struct, IHal
{
    public void Wrong_direction_throws(DmaBuffer data)
    {
        PhysAddr at = Checked<THal>.Share(data, BufferDirection.DriverToDevice);
        HalContractException thrown = Expect.Throws<HalContractException>(
            () => Checked<THal>.Unshare(at, data, BufferDirection.Both));
        Expect.Same("HAL1005", thrown.RuleId);
        Checked<THal>.Unshare(at, data, BufferDirection.DriverToDevice);
    }

    public void Wrong_length_throws(DmaBuffer data)
    {
        PhysAddr at = Checked<THal>.Share(data, BufferDirection.DriverToDevice);
        DmaBuffer shorter = data.Slice(0, data.Length - 1);
        Expect.Throws<HalContractException>(() => Checked<THal>.Unshare(at, shorter, BufferDirection.DriverToDevice));
        Checked<THal>.Unshare(at, data, BufferDirection.DriverToDevice);
    }
}
