using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;

namespace Hal.Analyzers.Rules;

/// <summary>Where a leak happens, in words.</summary>
internal static class LeakText
{
    public static string Where(PathEnd end, Token token)
    {
        string when = Text.When(end, token);
        return end.Kind switch
        {
            PathEndKind.Kept => $" by any member of '{end.Keeper!.ContainingType.Name}', which keeps it in '{end.Keeper.Name}'",
            PathEndKind.Dropped => $" where '{end.Dropper!.Name}' drops it from '{end.Keeper!.Name}' in line {Text.Line(end.Place)}",
            PathEndKind.Callback => $" by the callback in line {Text.Line(end.Place)} when '{end.Condition}'",
            PathEndKind.LeftOut => $" in '{end.Element}', which every release leaves out",
            _ when end.Element is not null => $" in '{end.Element}', which the releases on the way to line {Text.Line(end.Place)} leave out",
            PathEndKind.Lost => $"{when} before its last holder is overwritten or goes out of scope in line {Text.Line(end.Place)}",
            PathEndKind.Throw => $"{when} where line {Text.Line(end.Place)} throws",
            _ => when.Length > 0 ? when : $" before the method returns in line {Text.Line(end.Place)}",
        };
    }
}
