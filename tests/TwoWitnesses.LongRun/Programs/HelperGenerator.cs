using System;
using System.Collections.Generic;
using System.Linq;

namespace Hal.TwoWitnesses.Programs;

/// <summary>Draws the helpers of a program: up to three, each of which may call an earlier one.</summary>
internal sealed class HelperGenerator(Random random)
{
    private readonly List<Helper> _helpers = [];

    public List<Method> Methods { get; } = [];

    public void Generate()
    {
        for (int count = random.Next(4); count > 0; count--)
        {
            var kind = (HelperKind)random.Next(4);
            Helper? deeper = random.Next(2) == 0 ? _helpers.FirstOrDefault(helper => helper.Kind == kind) : null;
            var helper = new Helper(
                kind, $"{kind}{_helpers.Count}", deeper?.Direction ?? new[] { "DriverToDevice", "DeviceToDriver", "Both" }[random.Next(3)]);
            Methods.Add(new Method(Signature(helper), Body(helper, deeper)));
            _helpers.Add(helper);
        }
    }

    public Helper? Any() => _helpers.Count == 0 ? null : _helpers[random.Next(_helpers.Count)];

    private static string Signature(Helper helper) => helper.Kind switch
    {
        HelperKind.Acquire => $"static PhysAddr {helper.Name}(DmaBuffer b)",
        HelperKind.TryAcquire => $"static bool {helper.Name}(DmaBuffer b, out PhysAddr p)",
        HelperKind.Release => $"static void {helper.Name}(PhysAddr p, DmaBuffer b)",
        _ => $"static void {helper.Name}(DmaBuffer b)",
    };

    private Block Body(Helper helper, Helper? deeper)
    {
        string share = $"HalA.Share(b, {helper.Direction})";
        string unshare = $"HalA.Unshare(p, b, {helper.Direction});";
        Statement work = Compound.Of(new Part($"if (Device.Next({100 + (_helpers.Count * 10)}))", Block.Of(new Line("Device.Work();"))));
        switch (helper.Kind)
        {
            case HelperKind.Acquire:
                return Block.Of(work, new Line($"return {(deeper is null ? share : $"{deeper.Name}(b)")};"));
            case HelperKind.TryAcquire when deeper is not null:
                return Block.Of(new Line($"return {deeper.Name}(b, out p);"));
            case HelperKind.TryAcquire:
                return Block.Of(
                    new Line("p = default;"),
                    Compound.Of(new Part($"if (Device.Next({101 + (_helpers.Count * 10)}))", Block.Of(new Line("return false;")))),
                    new Line($"p = {share};"),
                    new Line("return true;"));
            case HelperKind.Release:
                return Block.Of(work, new Line(deeper is null ? unshare : $"{deeper.Name}(p, b);"));
            default:
                return deeper is null
                    ? Block.Of(
                        new Line($"PhysAddr p = {share};"),
                        Compound.Of(new Part($"if (Device.Next({101 + (_helpers.Count * 10)}))", random.Next(8) == 0 ? Block.Of(new Line("return;")) : Block.Of(new Line(unshare), new Line("return;")))),
                        new Line(unshare))
                    : Block.Of(new Line($"{deeper.Name}(b);"), new Line($"{deeper.Name}(b);"));
        }
    }
}
