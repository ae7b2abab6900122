using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Hal.TwoWitnesses.Programs;

/// <summary>
/// Draws driver programs: mostly right ones, as drivers are, with a mistake here and there. A program is the same for a seed and a number.
/// docs/two-witnesses.md has the grammar.
/// </summary>
internal sealed class ProgramGenerator
{
    private const double MistakeRate = 0.1;
    private static readonly string[] Directions = ["DriverToDevice", "DeviceToDriver", "Both"];
    private static readonly string[] Handlers = ["catch (TimeoutException)", "catch (DmaException)", "catch (Exception)", "catch"];

    private readonly Random _random;
    private readonly HelperGenerator _helpers;
    private readonly bool _hasTwoHals;
    private int _names;
    private int _left;

    private ProgramGenerator(Random random)
    {
        _random = random;
        _helpers = new HelperGenerator(random);
        _hasTwoHals = Chance(0.2);
    }

    /// <summary>The program of a number.</summary>
    public static DriverProgram Generate(int seed, int number) => new ProgramGenerator(new Random(unchecked((seed * 1000003) + number))).Program(number);

    private DriverProgram Program(int number)
    {
        _left = _random.Next(3, 13);
        _helpers.Generate();
        bool hasCleanup = Chance(0.12);
        var scope = new Scope { Label = hasCleanup ? "cleanup" : null };
        scope.AddBuffer("x");
        scope.AddBuffer("y");
        var statements = new List<Statement>();
        if (hasCleanup)
        {
            // A goto may skip no declaration that the cleanup needs.
            AddSentinel(statements, scope);
        }

        statements.AddRange(Statements(scope));
        if (hasCleanup)
        {
            statements.Add(new Line("cleanup:"));
            statements.Add(new Line("Device.Work();"));
            statements.AddRange(scope.Own.Where(resource => resource.Guard is not null).SelectMany(resource => Release(resource, scope)));
        }

        return new DriverProgram(number, [new Method(DriverProgram.RunSignature, new Block([.. statements])), .. _helpers.Methods]).WithoutUncalled();
    }

    private List<Statement> Statements(Scope scope)
    {
        var statements = new List<Statement>();
        for (int count = _random.Next(1, 6); count > 0 && _left > 0; count--)
        {
            _left--;
            AddStatement(statements, scope);
        }

        foreach (Resource resource in scope.Own.Reverse().Where(resource => !resource.IsReleased && Chance(0.9)).ToList())
        {
            statements.AddRange(Release(resource, scope));
        }

        return statements;
    }

    private Block Block(Scope scope) => new([.. Statements(scope)]);

    private void AddStatement(List<Statement> statements, Scope scope)
    {
        switch (_random.Next(100))
        {
            case < 18:
                AddShare(statements, scope);
                break;
            case < 32:
                AddRelease(statements, scope);
                break;
            case < 42:
                AddIf(statements, scope);
                break;
            case < 47:
                AddLoop(statements, scope);
                break;
            case < 56:
                AddTry(statements, scope);
                break;
            case < 59:
                AddSwitch(statements, scope);
                break;
            case < 67:
                AddExit(statements, scope);
                break;
            case < 72:
                AddAllocation(statements, scope);
                break;
            case < 76:
                AddDma(statements, scope);
                break;
            case < 79:
                AddSharedValue(statements, scope);
                break;
            case < 81:
                AddSharedScope(statements, scope);
                break;
            case < 84:
                AddAlias(statements, scope);
                break;
            case < 88:
                AddUse(statements, scope);
                break;
            case < 91:
                AddSentinel(statements, scope);
                break;
            case < 93:
                AddFlag(statements, scope);
                break;
            case < 96:
                AddHelperCall(statements, scope);
                break;
            case < 97:
                AddSlots(statements, scope);
                break;
            case < 98:
                AddBatch(statements, scope);
                break;
            case < 99:
                statements.Add(new Line("Device.Work();"));
                break;
            default:
                AddMapping(statements);
                break;
        }
    }

    private void AddMapping(List<Statement> statements) =>
        statements.Add(new Line($"byte* {Name("r")} = HalA.MmioPhysToVirt(new PhysAddr(4096), {(Chance(0.3) ? 0 : 64)});"));

    private void AddShare(List<Statement> statements, Scope scope)
    {
        string buffer = Chance(0.02) ? "default" : FreeBuffer(scope);
        string direction = Pick(Directions);
        string hal = Hal();
        if (Chance(0.1) && Any(scope, (ShareResource share) => share.Buffer == buffer) is { } old)
        {
            // The variable of an earlier share again.
            statements.Add(new Line($"{old.Name} = {old.Hal}.Share({buffer}, {old.Direction});"));
            old.IsReleased = false;
            return;
        }

        string name = Name("p");
        statements.Add(new Line($"PhysAddr {name} = {hal}.Share({buffer}, {direction});"));
        scope.Add(new ShareResource(name, hal, buffer == "default" ? "x" : buffer, direction));
    }

    private void AddAllocation(List<Statement> statements, Scope scope)
    {
        string name = Name("m");
        int pages = Chance(0.03) ? 0 : _random.Next(1, 3);
        string hal = Hal();
        statements.Add(new Line($"DmaAllocation {name} = {hal}.DmaAlloc({pages}, {Pick(Directions)});"));
        if (Chance(0.6) && !scope.IsInFinally)
        {
            statements.Add(Compound.Of(new Part($"if ({name}.Paddr == default)", new Block([.. BeforeExit(scope), ExitStatement(scope)]))));
            scope.Add(new AllocationResource(name, hal, pages));
        }
        else
        {
            scope.Add(new AllocationResource(name, hal, pages) { Guard = $"{name}.Paddr != default" });
        }
    }

    private void AddDma(List<Statement> statements, Scope scope)
    {
        string name = Name("d");
        string hal = Hal();
        string pages = _random.Next(1, 3).ToString();
        switch (_random.Next(4))
        {
            case 0:
                statements.Add(Compound.Of(new Part($"using (var {name} = new Dma<{hal}>({pages}, Both))", Block(new Scope(scope)))));
                break;
            case 1 when !scope.IsInFinally:
                statements.Add(Compound.Of(new Part(
                    $"if (!Dma<{hal}>.TryCreate({pages}, Both, out Dma<{hal}> {name}))", new Block([.. BeforeExit(scope), ExitStatement(scope)]))));
                scope.Add(new DmaResource(name, hal));
                break;
            default:
                statements.Add(new Line($"var {name} = new Dma<{hal}>({pages}, Both);"));
                scope.Add(new DmaResource(name, hal));
                break;
        }
    }

    private void AddSharedValue(List<Statement> statements, Scope scope)
    {
        string name = Name("s");
        string hal = Hal();
        string buffer = FreeBuffer(scope);
        statements.Add(new Line($"var {name} = new Shared<{hal}>({buffer}, {Pick(Directions)});"));
        scope.Add(new SharedResource(name, hal, buffer));
    }

    private void AddSharedScope(List<Statement> statements, Scope scope)
    {
        string name = Name("c");
        var inner = new Scope(scope);
        string header = $"using (var {name} = new SharedScope<{Hal()}>({FreeBuffer(scope)}, {Pick(Directions)}))";
        statements.Add(Compound.Of(new Part(header, new Block([new Line($"Device.Submit({name}.Paddr);"), .. Statements(inner)]))));
    }

    /// <summary>A variable that holds nothing yet, gets a share on some path, and is asked before the release.</summary>
    private void AddSentinel(List<Statement> statements, Scope scope)
    {
        string name = Name("p");
        string hal = Hal();
        var share = new ShareResource(name, hal, FreeBuffer(scope), Pick(Directions)) { Guard = $"{name} != default" };
        statements.Add(new Line($"PhysAddr {name} = default;"));
        Statement acquire = new Line($"{name} = {hal}.Share({share.Buffer}, {share.Direction});");
        statements.Add(Chance(0.6) ? Compound.Of(new Part($"if ({Condition(scope)})", new Block([acquire]))) : acquire);
        scope.Add(share);
    }

    /// <summary>An array of two addresses, each of which is shared by itself, or perhaps.</summary>
    private void AddSlots(List<Statement> statements, Scope scope)
    {
        string name = Name("a");
        statements.Add(new Line($"var {name} = new PhysAddr[2];"));
        for (int i = 0; i < 2; i++)
        {
            bool perhaps = Chance(0.3);
            string element = $"{name}[{i}]";
            var share = new ShareResource(element, Hal(), FreeBuffer(scope), Pick(Directions)) { Guard = perhaps ? $"{element} != default" : null };
            Statement acquire = new Line($"{element} = {share.Hal}.Share({share.Buffer}, {share.Direction});");
            statements.Add(perhaps ? Compound.Of(new Part($"if ({Condition(scope)})", new Block([acquire]))) : acquire);
            scope.Add(share);
        }
    }

    /// <summary>An array that a loop fills, perhaps in part.</summary>
    private void AddBatch(List<Statement> statements, Scope scope)
    {
        bool inPart = Chance(0.3);
        var batch = new BatchResource(Name("a"), Hal(), Pick("x", "y"), Pick(Directions), ofAddresses: inPart || Chance(0.7)) { Guard = inPart ? "default" : null };
        string index = Name("i");
        string slice = BatchResource.Slice(batch.Buffer, index);
        string type = batch.OfAddresses ? "PhysAddr" : $"Shared<{batch.Hal}>";
        statements.Add(new Line($"var {batch.Name} = new {type}[{BatchResource.Count}];"));
        var body = new List<Statement>();
        if (inPart)
        {
            body.Add(Compound.Of(new Part($"if ({Question()})", new Block([new Line(Pick("break;", "continue;"))]))));
        }

        body.Add(new Line(batch.OfAddresses
            ? $"{batch.Name}[{index}] = {batch.Hal}.Share({slice}, {batch.Direction});"
            : $"{batch.Name}[{index}] = new {type}({slice}, {batch.Direction});"));
        statements.Add(Compound.Of(new Part($"for (int {index} = 0; {index} < {BatchResource.Count}; {index}++)", new Block([.. body]))));
        scope.Add(batch);
    }

    private void AddFlag(List<Statement> statements, Scope scope)
    {
        string name = Name("f");
        statements.Add(new Line($"bool {name} = {(Chance(0.3) ? "false" : Question())};"));
        scope.AddFlag(name);
    }

    private void AddAlias(List<Statement> statements, Scope scope)
    {
        if (Chance(0.5))
        {
            string buffer = Name("b");
            string whole = Pick([.. scope.Buffers]);
            statements.Add(new Line($"DmaBuffer {buffer} = {whole}{(whole.StartsWith('b') ? "" : Pick("", ".Slice(0, 16)", ".Slice(8, 8)"))};"));
            scope.AddBuffer(buffer);
        }
        else if (Any<ShareResource>(scope) is { } share)
        {
            string name = Name("p");
            statements.Add(new Line($"PhysAddr {name} = {share.Name};"));
            scope.Add(new ShareResource(name, share.Hal, share.Buffer, share.Direction) { IsReleased = Chance(0.9), Guard = share.Guard });
        }
    }

    /// <summary>The device or the CPU uses something, rightly or too late or too early.</summary>
    private void AddUse(List<Statement> statements, Scope scope)
    {
        Resource? resource = Any<Resource>(scope, resource => !resource.IsReleased || Chance(0.3));
        if (resource is null)
        {
            statements.Add(new Line($"{Pick([.. scope.Buffers])}[0]++;"));
        }
        else
        {
            AddUseOf(resource, statements, scope);
        }
    }

    private void AddUseOf(Resource resource, List<Statement> statements, Scope scope)
    {
        switch (resource)
        {
            case ShareResource when Chance(0.4):
                statements.Add(new Line($"{Pick([.. scope.Buffers])}[0]++;"));
                break;
            case ShareResource share:
                statements.Add(new Line($"Device.Submit({share.Name});"));
                break;
            case AllocationResource allocation when allocation.Guard is null || (!allocation.IsTested && Chance(MistakeRate)):
                statements.Add(new Line(Chance(0.5) ? $"Device.Submit({allocation.Name}.Paddr);" : $"*{allocation.Name}.Vaddr = 1;"));
                break;
            case DmaResource dma:
                statements.Add(new Line($"Device.Submit({dma.Name}.Paddr);"));
                break;
            case SharedResource shared:
                statements.Add(new Line($"Device.Submit({shared.Name}.Paddr);"));
                break;
            case BatchResource batch:
                statements.Add(new Line($"Device.Submit({batch.Name}[{_random.Next(BatchResource.Count)}]{(batch.OfAddresses ? "" : ".Paddr")});"));
                break;
            default:
                statements.Add(new Line($"{Pick([.. scope.Buffers])}[0]++;"));
                break;
        }
    }

    private void AddRelease(List<Statement> statements, Scope scope)
    {
        if (Any<Resource>(scope, resource => !resource.IsReleased || Chance(0.05)) is { } resource)
        {
            statements.AddRange(Release(resource, scope));
        }
    }

    private void AddIf(List<Statement> statements, Scope scope)
    {
        var then = new Part($"if ({Condition(scope)})", Block(new Scope(scope) { MaySkip = true }));
        statements.Add(Chance(0.4) ? Compound.Of(then, new Part("else", Block(new Scope(scope) { MaySkip = true }))) : Compound.Of(then));
    }

    private void AddLoop(List<Statement> statements, Scope scope)
    {
        string counter = Name("i");
        Block body = Block(new Scope(scope) { IsInLoop = true, MaySkip = true });
        statements.Add(_random.Next(3) switch
        {
            0 => Compound.Of(new Part($"while ({Question()})", body)),
            1 => new Compound([new Part("do", body)], Trailer: $"while ({Question()});"),
            _ => Compound.Of(new Part($"for (int {counter} = 0; {Question()}; {counter}++)", body)),
        });
    }

    private void AddTry(List<Statement> statements, Scope scope)
    {
        var tried = new Part("try", Block(new Scope(scope) { MaySkip = true }));
        if (Chance(0.5))
        {
            List<Statement> cleanup = [];
            foreach (Resource resource in scope.Resources.Where(resource => !resource.IsReleased && Chance(0.7)).ToList())
            {
                cleanup.AddRange(Release(resource, new Scope(scope) { IsInFinally = true }));
            }

            if (cleanup.Count == 0)
            {
                cleanup.AddRange(Statements(new Scope(scope) { IsInFinally = true, IsInLoop = false }));
            }

            statements.Add(Compound.Of(tried, new Part("finally", new Block([.. cleanup]))));
            return;
        }

        List<Statement> handler = Statements(new Scope(scope) { MaySkip = true });
        if (!scope.IsInFinally && Chance(0.5))
        {
            handler.AddRange(BeforeExit(scope));
            handler.Add(Chance(0.3) ? new Line("throw;") : ExitStatement(scope));
        }

        statements.Add(Compound.Of(tried, new Part(Pick(Handlers), new Block([.. handler]))));
    }

    private void AddSwitch(List<Statement> statements, Scope scope)
    {
        // A break would leave the switch and not the loop.
        var inner = new Scope(scope) { IsInLoop = false, MaySkip = true };
        statements.Add(new Compound(
            [new Part("case 0:", Block(new Scope(inner))), new Part("case 1:", Block(new Scope(inner))), new Part("default:", Block(new Scope(inner)))],
            Enclosing: $"switch (Device.Pick({_names++}, 3))"));
    }

    private void AddExit(List<Statement> statements, Scope scope)
    {
        if (!scope.IsInFinally)
        {
            statements.Add(Compound.Of(new Part($"if ({Condition(scope)})", new Block([.. BeforeExit(scope), ExitStatement(scope)]))));
        }
    }

    private void AddHelperCall(List<Statement> statements, Scope scope)
    {
        switch (_helpers.Any())
        {
            case { Kind: HelperKind.Acquire } helper:
                string name = Name("p");
                string buffer = FreeBuffer(scope);
                statements.Add(new Line($"PhysAddr {name} = {helper.Name}({buffer});"));
                scope.Add(new ShareResource(name, "HalA", buffer, helper.Direction));
                break;
            case { Kind: HelperKind.TryAcquire } helper when !scope.IsInFinally:
                name = Name("p");
                buffer = FreeBuffer(scope);
                statements.Add(Compound.Of(new Part(
                    $"if (!{helper.Name}({buffer}, out PhysAddr {name}))", new Block([.. BeforeExit(scope), ExitStatement(scope)]))));
                scope.Add(new ShareResource(name, "HalA", buffer, helper.Direction));
                break;
            case { Kind: HelperKind.Release } helper
                when Any(scope, (ShareResource share) => !share.IsReleased && share.Guard is null && share.Hal == "HalA" && share.Direction == helper.Direction) is { } share:
                statements.Add(new Line($"{helper.Name}({share.Name}, {share.Buffer});"));
                share.IsReleased = !scope.MaySkip;
                break;
            case { Kind: HelperKind.Whole } helper:
                statements.Add(new Line($"{helper.Name}({FreeBuffer(scope)});"));
                break;
        }
    }

    /// <summary>What is released on the way out.</summary>
    private IEnumerable<Statement> BeforeExit(Scope scope)
    {
        var inner = new Scope(scope) { MaySkip = true };
        return scope.Resources.Where(resource => !resource.IsReleased && Chance(0.85)).Reverse().ToList().SelectMany(resource => Release(resource, inner));
    }

    private Statement ExitStatement(Scope scope) => new Line(_random.Next(8) switch
    {
        0 or 1 when scope.IsInLoop => "break;",
        2 when scope.IsInLoop => "continue;",
        3 when scope.Label is not null => $"goto {scope.Label};",
        4 => "throw new InvalidOperationException();",
        _ => "return;",
    });

    /// <summary>The release of a resource, with a mistake now and then.</summary>
    private List<Statement> Release(Resource resource, Scope scope)
    {
        if (resource is BatchResource batch)
        {
            batch.IsReleased |= !scope.MaySkip;
            return [ReleaseLoop(batch)];
        }

        var statements = new List<Statement>();
        Line release = new(ReleaseText(resource, scope));
        bool isGuarded = resource.Guard is not null && !Chance(MistakeRate);
        statements.Add(isGuarded ? Compound.Of(new Part($"if ({resource.Guard})", new Block([release]))) : release);
        if (resource is AllocationResource allocation)
        {
            allocation.IsTested |= isGuarded;
        }

        if (resource is ShareResource { Guard: not null } && Chance(0.2))
        {
            statements.Add(new Line($"{resource.Name} = default;"));
        }

        if (resource is ShareResource or AllocationResource && resource.Guard is null && Chance(MistakeRate / 2))
        {
            AddUseOf(resource, statements, scope);
        }

        resource.IsReleased |= !scope.MaySkip;
        return statements;
    }

    private Compound ReleaseLoop(BatchResource batch)
    {
        string index = Name("i");
        string element = $"{batch.Name}[{index}]";
        int first = Chance(MistakeRate / 2) ? 1 : 0;
        int end = Chance(MistakeRate / 2) ? BatchResource.Count - 1 : BatchResource.Count;
        string hal = Chance(MistakeRate / 4) == (batch.Hal == "HalA") ? "HalB" : "HalA";
        string buffer = Chance(MistakeRate / 4) ? (batch.Buffer == "x" ? "y" : "x") : batch.Buffer;
        string direction = Chance(MistakeRate / 4) ? Pick(Directions) : batch.Direction;
        Statement release = new Line(batch.OfAddresses ? $"{hal}.Unshare({element}, {BatchResource.Slice(buffer, index)}, {direction});" : $"{element}.Unshare();");
        if (batch.Guard is not null)
        {
            release = Compound.Of(new Part($"if ({element} != {batch.Guard})", new Block([release])));
        }

        string head = Chance(0.7)
            ? $"for (int {index} = {first}; {index} < {end}; {index}++)"
            : $"for (int {index} = {end - 1}; {index} >= {first}; {index}--)";
        return Compound.Of(new Part(head, new Block([release])));
    }

    private string ReleaseText(Resource resource, Scope scope)
    {
        string hal = Chance(MistakeRate / 4) == (resource.Hal == "HalA") ? "HalB" : "HalA";
        switch (resource)
        {
            case ShareResource share:
                string paddr = Chance(MistakeRate / 8) ? $"{share.Name} + 8" : Chance(MistakeRate / 16) ? "default" : share.Name;
                string buffer = Chance(MistakeRate / 4) ? OtherBuffer(share.Buffer) : share.Buffer;
                string direction = Chance(MistakeRate / 4) ? Pick(Directions) : share.Direction;
                return Chance(MistakeRate / 8)
                    ? $"_ = {hal}.DmaDealloc({paddr}, {buffer}.Pointer, 1);".Replace("default.Pointer", "null")
                    : $"{hal}.Unshare({paddr}, {buffer}, {direction});";
            case AllocationResource allocation:
                AllocationResource other = Chance(MistakeRate / 4) ? Any<AllocationResource>(scope) ?? allocation : allocation;
                string vaddr = Chance(MistakeRate / 4) ? $"{allocation.Name}.Vaddr + 64" : $"{other.Name}.Vaddr";
                string address = Chance(MistakeRate / 8) ? $"{allocation.Name}.Paddr + 64" : $"{allocation.Name}.Paddr";
                int pages = Chance(MistakeRate / 4) ? allocation.Pages + 1 : allocation.Pages;
                return Chance(MistakeRate / 8)
                    ? $"{hal}.Unshare({address}, new DmaBuffer({vaddr}, 4096), Both);"
                    : $"_ = {hal}.DmaDealloc({address}, {vaddr}, {pages});";
            case DmaResource dma:
                return Chance(0.1) ? $"_ = {dma.Name}.Deallocate();" : $"{dma.Name}.Dispose();";
            default:
                return $"{resource.Name}.Unshare();";
        }
    }

    private string Condition(Scope scope)
    {
        string[] flags = [.. scope.Flags];
        if (flags.Length > 0 && Chance(0.5))
        {
            return Pick("", "!") + Pick(flags);
        }

        return Any<ShareResource>(scope, share => share.Guard is not null) is { } sentinel && Chance(0.15)
            ? $"{sentinel.Name} {Pick("==", "!=")} default"
            : Pick("", "!") + Question();
    }

    /// <summary>
    /// A buffer that certainly is another one: other memory, another start. Whether the first bytes of a buffer are all of it, nobody sees.
    /// </summary>
    private string OtherBuffer(string buffer) => buffer.StartsWith('b')
        ? "default"
        : Pick("default", buffer[0] == 'x' ? "y" : "x", buffer.EndsWith("(16, 16)") ? buffer[..1] : $"{buffer[..1]}.Slice(16, 16)");

    /// <summary>A buffer, mostly one that no live share overlaps.</summary>
    private string FreeBuffer(Scope scope)
    {
        HashSet<string> used = scope.Resources
            .Where(resource => !resource.IsReleased)
            .Select(resource => resource switch
            {
                ShareResource share => share.Buffer,
                SharedResource shared => shared.Buffer,
                BatchResource batch => batch.Buffer,
                _ => null,
            })
            .OfType<string>()
            .ToHashSet();
        string[] all = [.. scope.Buffers.SelectMany(buffer => buffer.StartsWith('b')
            ? [buffer]
            : new[] { buffer, $"{buffer}.Slice(0, 16)", $"{buffer}.Slice(16, 16)", $"{buffer}.Slice(8, 16)" })];
        string[] free = [.. all.Where(buffer => !used.Any(other => other == buffer || (other[0] == buffer[0] && (IsInTheWay(other) || IsInTheWay(buffer)))))];
        return free.Length > 0 && Chance(0.9) ? Pick(free) : Pick(all);
    }

    private string Hal() => _hasTwoHals ? Pick("HalA", "HalB") : "HalA";

    private string Question() => $"Device.Next({_names++})";

    // Whether a buffer overlaps the others of its memory: the whole, and the slice across the other two.
    private static bool IsInTheWay(string buffer) => buffer.Length == 1 || buffer.EndsWith("(8, 16)");

    private T? Any<T>(Scope scope, Func<T, bool>? condition = null)
        where T : Resource
    {
        T[] all = [.. scope.Resources.OfType<T>().Where(condition ?? (_ => true))];
        return all.Length == 0 ? null : Pick(all);
    }

    private string Name(string prefix) => $"{prefix}{_names++}";

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
