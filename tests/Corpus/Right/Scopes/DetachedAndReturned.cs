using Devices;
using Hal;

/// <summary>A factory method: the scope unshares if set-up throws, and the detached share is returned if it does not.</summary>
public sealed class Armed<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public Shared<THal> Arm(DmaBuffer into)
    {
        using SharedScope<THal> scope = new(into, BufferDirection.DeviceToDriver);
        if (!_device.Submit(scope.Paddr, into.Length))
        {
            throw new DeviceException("not armed");
        }

        return scope.Detach();
    }

    public bool TryArm(DmaBuffer into, out Shared<THal> share)
    {
        using SharedScope<THal> scope = new(into, BufferDirection.DeviceToDriver);
        bool armed = _device.Submit(scope.Paddr, into.Length);
        share = armed ? scope.Detach() : default;
        return armed;
    }
}
