using Devices;
using Hal;

/// <summary>The callback is a method that finds the share in a field.</summary>
public sealed class MethodGroupCallback<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private Shared<THal> _share;

    public MethodGroupCallback() => _device.OnCompleted(Done);

    public void Start(DmaBuffer data)
    {
        _share = new(data, BufferDirection.Both);
        _device.Program(_share.Paddr, data.Length);
        _device.Kick();
    }

    private void Done()
    {
        _share.Unshare();
        _share = default;
    }
}
