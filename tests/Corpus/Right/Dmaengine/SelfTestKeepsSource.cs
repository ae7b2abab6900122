using Hal;
using Devices;

/// <summary>A copy engine's self-test that gives up after it ended the share of its source.</summary>
public sealed unsafe class CopySelfTest<THal>
    where THal : struct, IHal
{
    private const int Length = 2000;
    private readonly DmaEngine _engine = new();

    public bool Run(byte* pages)
    {
        DmaBuffer source = new(pages, Length);
        DmaBuffer target = new(pages + HalConstants.PageSize, Length);
        source.AsSpan().Fill(0x5A);
        PhysAddr from = THal.Share(source, BufferDirection.DriverToDevice);
        bool passed = false;
        try
        {
            PhysAddr to = THal.Share(target, BufferDirection.DeviceToDriver);
            int cookie = _engine.Submit(from, to, Length);
            passed = _engine.WaitFor(cookie, 8);
            THal.Unshare(to, target, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            Log.Info("the target cannot be shared");
        }

        THal.Unshare(from, source, BufferDirection.DriverToDevice);
        return passed && source.AsReadOnlySpan()[1] == target.AsReadOnlySpan()[1];
    }
}
