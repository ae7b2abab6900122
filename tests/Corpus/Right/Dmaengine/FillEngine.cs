using Devices;
using Hal;

namespace Drivers;

// Memory that is cleared by an engine instead of the processor. Small ranges are cleared by the processor and never shared; a failed
// fill falls back after the share has ended.
internal sealed class FillEngine<THal>
    where THal : struct, IHal
{
    private const int Threshold = 16 * 1024;

    private readonly DmaEngine _engine;

    public FillEngine(DmaEngine engine) => _engine = engine;

    public long ByEngine { get; private set; }

    public long ByProcessor { get; private set; }

    public void Fill(DmaBuffer buffer, byte value)
    {
        if (buffer.Length >= Threshold && TryByEngine(buffer, value))
        {
            ByEngine += buffer.Length;
            return;
        }

        buffer.AsSpan().Fill(value);
        ByProcessor += buffer.Length;
    }

    private bool TryByEngine(DmaBuffer buffer, byte value)
    {
        PhysAddr address;
        try
        {
            address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            return false;
        }

        try
        {
            int cookie = _engine.SubmitFill(address, buffer.Length, value);
            if (cookie < 0)
            {
                return false;
            }

            if (!_engine.WaitFor(cookie, 100))
            {
                _engine.Terminate();
                return false;
            }

            return true;
        }
        finally
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        }
    }
}
