using Devices;
using Hal;

/// <summary>A handle type made by an explicit conversion and ended by a method with an odd name.</summary>
public readonly struct Grant<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;

    private Grant(Shared<THal> share) => _share = share;

    public static explicit operator Grant<THal>(DmaBuffer buffer) => new(new Shared<THal>(buffer, BufferDirection.Both));

    public static implicit operator PhysAddr(Grant<THal> grant) => grant._share.Paddr;

    public void Rescind() => _share.Unshare();
}

/// <summary>Its user.</summary>
public sealed class GrantUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer ring)
    {
        var grant = (Grant<THal>)ring;
        int status = _device.Start(grant, ring.Length);
        grant.Rescind();
        return status;
    }
}
